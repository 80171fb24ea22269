-- What people have beside an article, for recommendations (rules RC1 to RC5). The nearest neighbours of each article of a report suite, made anew
-- in the background from what everybody bought and kept.
create table article_neighbour (
  suite text not null references report_suite on delete cascade,
  article text not null,
  neighbour text not null,
  -- How many people have both, and how many have each.
  together integer not null,
  people integer not null,
  neighbour_people integer not null,
  primary key (suite, article, neighbour)
);

-- When they were made, from which state of the data, and how long that took.
create table neighbour_refresh (
  suite text primary key references report_suite on delete cascade,
  refreshed_at timestamptz not null,
  mark text not null,
  took_ms integer not null,
  -- Which share of the customers was compared, in thousandths.
  compared_of_thousand integer not null
);
