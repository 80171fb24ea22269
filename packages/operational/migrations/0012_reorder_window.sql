-- Hits that say their time are held back for a while (OA2): a range may leave hits of its interval out and take in
-- earlier ones. Lists of hits are written as in apps/server/src/processing/range/hit-list.ts.
alter table processing_range
  -- Which hits the range folds, in that order; null when it folds its whole interval as it came.
  add column folds text,
  -- How many of earlier intervals it folds, by report suite.
  add column earlier_hits jsonb;

-- A range may only take in hits of earlier intervals; then its own interval is empty.
alter table processing_range
  drop constraint processing_range_check,
  drop constraint processing_range_writer_from_seq_key,
  add constraint processing_range_interval check (from_seq <= to_seq + 1);
create unique index processing_range_interval_once on processing_range (writer, from_seq) where from_seq <= to_seq;
create index processing_range_newest on processing_range (writer, id);

-- What is held back since the newest range was written down: one row.
create table reorder_window (
  id boolean primary key default true check (id),
  held text,
  -- How many, by report suite.
  hits jsonb not null default '{}',
  -- Up to which moment arrivals and windows were played, in epoch milliseconds.
  moment bigint
);
insert into reorder_window default values;
