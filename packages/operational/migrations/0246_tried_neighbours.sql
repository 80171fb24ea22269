-- An attempt to make neighbours that failed is remembered too, so that the next one waits as long as after one that went well (rule RC5). A suite
-- whose first attempts fail has only these: nothing was made.
alter table neighbour_refresh
  add column tried_at timestamptz,
  alter column refreshed_at drop not null,
  alter column mark drop not null,
  alter column compared_of_thousand drop not null;
update neighbour_refresh set tried_at = refreshed_at;
alter table neighbour_refresh alter column tried_at set not null;
