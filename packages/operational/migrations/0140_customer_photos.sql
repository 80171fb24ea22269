-- The photo of a customer (HC8). The bytes are a file of that name in the data directory.
create table customer_photo (
  customer_id uuid primary key references customer (id) on delete cascade,
  file uuid not null unique,
  content_type text not null check (content_type in ('image/jpeg', 'image/png', 'image/webp')),
  bytes integer not null,
  added_at timestamptz not null
);
