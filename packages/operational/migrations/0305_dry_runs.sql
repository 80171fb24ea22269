-- Files that are only tried. Each has an upload's number for what is staged of it, which goes when the try ends; what a killed process left of one goes with the next.
create table dry_run (
  upload integer primary key default nextval(pg_get_serial_sequence('upload', 'id')),
  began_at timestamptz not null
);
