-- Sign-ins that have begun are bounded, also by the address from which they began.
alter table sign_on_attempt add column address text not null default '';
create index sign_on_attempt_expires on sign_on_attempt (expires_at);
