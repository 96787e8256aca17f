-- What was last told of progress to those who may not see the persons, so that it goes on by fives whichever server tells it
-- and whenever that was started.
create table told_progress (
    edition_id uuid not null references edition (id),
    year bigint not null,
    version bigint not null,
    day date not null,
    provinces text not null, -- these three are JSON: modules/programmes/outside.hpp
    without text not null,
    communes text not null,
    primary key (edition_id, year)
);
