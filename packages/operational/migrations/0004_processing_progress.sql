-- All of a range's rows are in the warehouse; only late links may still be missing.
alter table processing_range add column written_at timestamptz;

-- When hits of a suite last came into reports.
create table suite_processing (
  rsid text primary key references report_suite on delete cascade,
  last_processed_at timestamptz not null
);
