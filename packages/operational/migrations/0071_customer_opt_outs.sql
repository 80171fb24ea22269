-- What a customer does not want: recommendations made for them, and being followed on the site (HC7).
alter table customer
  add column opt_out_personalization boolean not null default false,
  add column opt_out_web_tracking boolean not null default false;
