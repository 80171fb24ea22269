-- A schedule is changed for the version that was seen, and known in a file by its name (R78).
alter table distribution_schedule add column version integer not null default 1, add column changed_at timestamptz not null default now(), add column changed_by text;
update distribution_schedule set changed_by = made_by;
-- The number goes behind the name of all but the first, and again until nobody has it. A name has at most 200 characters.
do $$
declare
  one record;
  called text;
begin
  for one in select number, legal_entity, name from distribution_schedule s
    where exists (select from distribution_schedule o where o.legal_entity = s.legal_entity and o.name = s.name and o.number < s.number)
    order by number
  loop
    called := one.name;
    loop
      called := left(called, 180) || ' (' || one.number || ')';
      exit when not exists (select from distribution_schedule o where o.legal_entity = one.legal_entity and o.name = called);
    end loop;
    update distribution_schedule set name = called where number = one.number;
  end loop;
end $$;
create unique index distribution_schedule_name on distribution_schedule (legal_entity, name);

drop trigger audit_note_change on distribution_schedule;
create trigger audit_note_change after insert or update or delete on distribution_schedule
  for each row execute function audit_note_change('next_at,made_by,last_run,refused,version,changed_at,changed_by', '');
