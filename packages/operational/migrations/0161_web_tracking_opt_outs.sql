-- Collection asks again and again who does not want to be followed on the site (HC7).
create index customer_not_followed on customer (legal_entity, account_number) where opt_out_web_tracking;
