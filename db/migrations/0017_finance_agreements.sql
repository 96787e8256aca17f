-- Organisations that carry the programmes: what they are, and what they do.
create table partner (
    id uuid primary key,
    name_ar text not null,
    name_fr text not null,
    kind text not null, -- ministry, wilaya, regional_council, …
    roles text not null, -- a list of codes: funding, training, …
    region_code text references region (code), -- null: the nation
    province_code text references province (code),
    address text, -- of the office, as all that follows
    phone text,
    email text,
    website text,
    notes text,
    state text not null, -- active, withdrawn
    version bigint not null,
    updated_at bigint not null,
    sort_name text not null,
    search_name text not null -- both names, folded
);
create index partner_by_name on partner (sort_name, id);

-- Its state (draft, signed, in force, ended) follows from its dates and the day.
create table agreement (
    id uuid primary key,
    reference text not null, -- as on the paper
    title_ar text not null,
    title_fr text not null,
    object text,
    region_code text references region (code), -- null: the nation
    signed_on date,
    starts_on date not null,
    ends_on date not null, -- the last day
    ratification text, -- the council's: session, day, decision, result
    notes text,
    cancelled_on date,
    withdrawn boolean not null,
    created_at bigint not null,
    created_by_name text not null,
    version bigint not null,
    updated_at bigint not null,
    search_text text not null -- reference and titles, folded
);
-- Within what a reader of the region sees, so that the answer tells of nothing else.
create unique index agreement_reference on agreement (coalesce(region_code, ''), reference);
create index agreement_by_end on agreement (ends_on, id);
create index agreement_by_start on agreement (starts_on, id);

create table agreement_party (
    agreement_id uuid not null references agreement (id),
    partner_id uuid not null references partner (id),
    position bigint not null,
    commitment text,
    primary key (agreement_id, partner_id)
);
create index agreement_party_partner on agreement_party (partner_id, agreement_id);

-- What a party gives in a year. Totals are never kept: they are added up where they are read.
create table agreement_amount (
    agreement_id uuid not null,
    partner_id uuid not null,
    year bigint not null,
    contribution text not null, -- money, in_kind, staff, premises
    centimes bigint not null check (centimes >= 0),
    primary key (agreement_id, partner_id, year, contribution),
    foreign key (agreement_id, partner_id) references agreement_party (agreement_id, partner_id)
);

-- What an edition of a programme rests on.
create table agreement_edition (
    agreement_id uuid not null references agreement (id),
    edition_id uuid not null references edition (id),
    primary key (agreement_id, edition_id)
);
create index agreement_edition_edition on agreement_edition (edition_id, agreement_id);

-- What the parties agreed anew, and when: the version that it made, and the difference to the one before.
create table agreement_amendment (
    id uuid primary key,
    agreement_id uuid not null references agreement (id),
    number bigint not null,
    amended_on date not null,
    reason text not null,
    difference text not null,
    version bigint not null,
    recorded_at bigint not null,
    recorded_by_name text not null,
    unique (agreement_id, number)
);

-- In the database, so that a paper and its agreement are committed, backed up and restored together.
create table agreement_paper (
    id uuid primary key,
    agreement_id uuid not null references agreement (id),
    kind text not null, -- agreement, amendment, ratification, report, other
    file_name text not null,
    content_type text not null,
    size bigint not null, -- bytes
    created_at bigint not null,
    created_by_name text not null,
    content text not null -- base64
);
create index agreement_paper_agreement on agreement_paper (agreement_id, created_at);
