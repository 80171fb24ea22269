-- A section with many things is kept in parts, so that a change of one thing writes its part again and not all of it. What it is called is the hash of all its
-- text, however it is kept, as the database writes JSON: so the database says by itself which sections differ.
alter table published_section add column parts text[];

create temporary table section_renamed on commit drop as
select s.legal_entity, s.hash as before,
  encode(sha256(convert_to('{' || coalesce(string_agg(to_json(e.key)::text || ':' || e.value::text, ',' order by e.key collate "C"), '') || '}', 'UTF8')), 'hex') as after
from published_section s left join lateral jsonb_each(s.content) e on true
group by s.legal_entity, s.hash;

-- Two texts of the same things had two names.
delete from published_section s using section_renamed r, section_renamed other
where s.legal_entity = r.legal_entity and s.hash = r.before
  and other.legal_entity = r.legal_entity and other.after = r.after and other.before < r.before;
update published_section s set hash = r.after from section_renamed r where r.legal_entity = s.legal_entity and r.before = s.hash;

update store_snapshot n set sections = (
  select coalesce(jsonb_object_agg(e.key, coalesce(r.after, e.value)), '{}')
  from jsonb_each_text(n.sections) e left join section_renamed r on r.legal_entity = n.legal_entity and r.before = e.value);
update distribution_session n set sections = (
  select coalesce(jsonb_object_agg(e.key, coalesce(r.after, e.value)), '{}')
  from jsonb_each_text(n.sections) e left join section_renamed r on r.legal_entity = n.legal_entity and r.before = e.value);
