-- Why a job failed is its code with these parameters; its words are made from them. Jobs from before keep the sentence of their time.
alter table upload add column error_params jsonb;
