-- A device that has signed in at a place before: guesses of strangers do not make it wait there.
create table known_device (
  token_hash bytea not null,
  -- `pos <legal entity> <register>`, or `hq <e-mail address>`.
  place text not null,
  last_used timestamptz not null,
  primary key (token_hash, place)
);
create index known_device_by_use on known_device (last_used);
