-- A session at a register is locked until its worker unlocks it (SI17); a store says after how many minutes without a touch, and whether it locks or ends (SI18).
alter table session
  add column locked_at timestamptz,
  -- Noted every few seconds. Null for headquarters, and for what began before this column.
  add column last_used_at timestamptz;
alter table store
  add column idle_minutes integer check (idle_minutes between 1 and 720),
  add column idle_then text not null default 'lock' check (idle_then in ('lock', 'logOff'));
