-- Which device a register is (SI10). Without a row it was never activated; without a token it was activated and is not any more.
create table register_activation (
  legal_entity text not null,
  register text not null,
  code_hash bytea unique,
  code_expires_at timestamptz,
  token_hash bytea unique,
  activated_at timestamptz(3),
  last_seen_at timestamptz,
  primary key (legal_entity, register),
  foreign key (legal_entity, register) references register (legal_entity, number) on delete cascade
);
