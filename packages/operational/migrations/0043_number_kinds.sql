-- Numbers are drawn one at a time inside a transaction until now, so that none is skipped: what is there is continuous (R65).
create sequence number_sequence_generation;
alter table number_sequence
  add column continuous boolean not null default true,
  add column reserve integer not null default 1 check (reserve between 1 and 1000),
  -- Another one after every change at headquarters: numbers that a process keeps from before are not given any more.
  add column generation bigint not null default nextval('number_sequence_generation');
alter table number_sequence alter column continuous drop default, alter column reserve drop default;

-- Numbers of a continuous sequence that are reserved and not given yet (R66). A row that goes is given back when its transaction ends without success.
create table number_reserved (
  legal_entity text not null,
  reference text not null,
  number bigint not null,
  primary key (legal_entity, reference, number),
  foreign key (legal_entity, reference) references number_sequence on delete cascade
);
