-- What a corrected file has left to do from `switching_at` on (rule FU22), and how it will have ended: the months of its switch, with the rows that each
-- brings and takes out; its header; its counts. Written down in one with `switching_at`, so that nothing has to be guessed afterwards.
alter table upload add column switch_plan jsonb;
