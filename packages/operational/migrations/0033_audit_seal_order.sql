-- Seals are a chain in the order in which days were sealed. A clock that was ahead seals a day of the future before days of the past (AU4).
alter table audit_day add column seal_number bigint unique;
drop trigger only_grows on audit_day;
update audit_day d set seal_number = numbered.n from (select day, row_number() over (order by day) as n from audit_day where sealed_at is not null) numbered
  where numbered.day = d.day;
create trigger only_grows before update on audit_day for each row
  when (not (
    new.day = old.day and old.dropped_at is null
    and case
      when old.sealed_at is null then new.entries >= old.entries and new.dropped_at is null
        and (new.sealed_at is null) = (new.seal is null) and (new.sealed_at is null) = (new.seal_number is null)
      else (new.entries, new.head, new.sealed_at, new.seal, new.seal_number)
        is not distinct from (old.entries, old.head, old.sealed_at, old.seal, old.seal_number)
    end))
  execute function audit_refuse();
