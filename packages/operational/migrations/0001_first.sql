create table report_suite (
  rsid text primary key,
  write_key text not null unique,
  created_at timestamptz not null default now(),
  transaction_id_storage_since timestamptz
);

-- Settings as they held from `since` on: hits are processed with the settings of the moment they were received.
create table report_suite_settings (
  rsid text not null references report_suite on delete cascade,
  version integer not null,
  since timestamptz not null,
  settings jsonb not null,
  primary key (rsid, version)
);

-- One a running collector: numbers its hits 1, 2, 3, ...
create table writer (
  id integer generated always as identity primary key,
  started_at timestamptz not null default now()
);

-- A range of one writer's hits, written down before it is processed, so that a restart redoes the same range.
create table processing_range (
  id bigint generated always as identity primary key,
  writer integer not null references writer,
  from_seq bigint not null,
  to_seq bigint not null,
  planned_at timestamptz not null default now(),
  done_at timestamptz,
  unique (writer, from_seq),
  check (from_seq <= to_seq)
);
create index processing_range_open on processing_range (id) where done_at is null;

create table data_source (
  id integer generated always as identity primary key,
  rsid text not null references report_suite,
  name text not null,
  email text not null,
  type text not null check (type in ('summary', 'transactionid', 'visitorid')),
  mode text not null check (mode in ('lenient', 'strict')),
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index data_source_by_suite on data_source (rsid) where deleted_at is null;

create table upload (
  id integer generated always as identity primary key,
  rsid text not null references report_suite,
  data_source_id integer not null references data_source,
  filename text not null,
  content_hash bytea not null,
  bytes bigint not null,
  forced boolean not null default false,
  status text not null default 'uploaded' check (status in ('uploaded', 'processing', 'success', 'failure', 'deleted')),
  error_code text,
  error_message text,
  duplicate_of integer references upload,
  rows_read integer not null default 0,
  uploaded_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  -- The settings the file is judged by: those of the moment it was uploaded.
  window_days integer not null,
  late_linking boolean not null
);
create index upload_by_source on upload (rsid, data_source_id, id desc);
create index upload_by_content on upload (data_source_id, content_hash) where status = 'success' and undone_at is null;

create table api_key (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  hash bytea not null unique,
  permissions text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table hq_user (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  password_hash text not null,
  permissions text[] not null,
  created_at timestamptz not null default now()
);
create unique index hq_user_email on hq_user (lower(email));

create table legal_entity (
  code text primary key,
  name text not null,
  currency text not null,
  rsid text references report_suite,
  client_book_attribute_group text,
  customer_attribute_group text,
  measures text[] not null default '{}',
  created_at timestamptz not null default now()
);

create table address_book (
  legal_entity text not null references legal_entity,
  code text not null,
  name text not null,
  primary key (legal_entity, code)
);

create table store (
  legal_entity text not null references legal_entity,
  number text not null,
  name text not null,
  city text not null,
  primary key (legal_entity, number)
);

create table store_address_book (
  legal_entity text not null,
  store text not null,
  address_book text not null,
  kind text not null check (kind in ('customer', 'employee')),
  primary key (legal_entity, store, kind, address_book),
  foreign key (legal_entity, store) references store,
  foreign key (legal_entity, address_book) references address_book
);

create table register (
  legal_entity text not null,
  number text not null,
  store text not null,
  primary key (legal_entity, number),
  foreign key (legal_entity, store) references store
);

create table worker (
  id uuid primary key default gen_random_uuid(),
  legal_entity text not null references legal_entity,
  operator_id text not null,
  name text not null,
  email text not null,
  password_hash text,
  operations integer[] not null,
  unique (legal_entity, operator_id)
);

create table worker_address_book (
  worker_id uuid not null references worker on delete cascade,
  legal_entity text not null,
  address_book text not null,
  primary key (worker_id, address_book),
  foreign key (legal_entity, address_book) references address_book
);

create table session (
  token_hash bytea primary key,
  kind text not null check (kind in ('headquarters', 'pos')),
  hq_user_id uuid references hq_user on delete cascade,
  worker_id uuid references worker on delete cascade,
  legal_entity text,
  register text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((kind = 'headquarters' and hq_user_id is not null) or (kind = 'pos' and worker_id is not null and register is not null and legal_entity is not null))
);
create index session_expiry on session (expires_at);

create table number_sequence (
  legal_entity text not null references legal_entity,
  reference text not null,
  format text not null,
  next bigint not null,
  primary key (legal_entity, reference)
);

create table attribute (
  legal_entity text not null references legal_entity,
  code text not null,
  definition jsonb not null,
  primary key (legal_entity, code)
);

create table attribute_group (
  legal_entity text not null references legal_entity,
  code text not null,
  name jsonb not null,
  primary key (legal_entity, code)
);

create table attribute_group_member (
  legal_entity text not null,
  group_code text not null,
  attribute text not null,
  display_order integer not null,
  primary key (legal_entity, group_code, attribute),
  foreign key (legal_entity, group_code) references attribute_group,
  foreign key (legal_entity, attribute) references attribute
);

create table customer (
  id uuid primary key default gen_random_uuid(),
  legal_entity text not null references legal_entity,
  account_number text not null,
  first_name text not null,
  last_name text not null,
  -- What the list sorts and pages by: last name, first name, lower case.
  sort_name text not null,
  -- Name, e-mail and account number in lower case without accents: what a keyword is looked for in.
  search_text text not null,
  phone text not null,
  phone_digits text not null,
  email text not null,
  city text not null,
  country text not null,
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  unique (legal_entity, account_number)
);
create index customer_attributes on customer using gin (attributes jsonb_path_ops);
create index customer_sort on customer (legal_entity, sort_name, id);

create table customer_address_book (
  customer_id uuid not null references customer on delete cascade,
  legal_entity text not null,
  address_book text not null,
  primary key (customer_id, address_book),
  foreign key (legal_entity, address_book) references address_book
);
create index customer_address_book_by_book on customer_address_book (legal_entity, address_book, customer_id);

create table client_book (
  legal_entity text not null references legal_entity,
  id text not null,
  worker_id uuid not null references worker,
  created_at timestamptz not null default now(),
  primary key (legal_entity, id),
  -- One book an associate and legal entity (spec R1).
  unique (legal_entity, worker_id)
);

create table client_book_entry (
  legal_entity text not null,
  client_book_id text not null,
  customer_id uuid not null references customer,
  added_at timestamptz not null default now(),
  -- One book a customer and legal entity (spec R3).
  primary key (legal_entity, customer_id),
  foreign key (legal_entity, client_book_id) references client_book
);
create index client_book_entry_by_book on client_book_entry (legal_entity, client_book_id, customer_id);

create table note (
  id uuid primary key,
  legal_entity text not null references legal_entity,
  customer_id uuid not null references customer,
  worker_id uuid not null references worker,
  text text not null,
  pinned boolean not null,
  written_at timestamptz not null default now()
);
create index note_by_customer on note (legal_entity, customer_id, written_at desc);

create table measure_value (
  legal_entity text not null references legal_entity,
  measure text not null,
  customer_id uuid not null references customer on delete cascade,
  amount numeric(22, 4) not null,
  primary key (legal_entity, measure, customer_id)
);

-- When a measure was last computed, or why it could not be.
create table measure_refresh (
  legal_entity text not null references legal_entity,
  measure text not null,
  refreshed_at timestamptz,
  failed_at timestamptz,
  error text,
  primary key (legal_entity, measure)
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  legal_entity text,
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null
);
create index audit_log_by_subject on audit_log (subject_kind, subject_id, at desc);
