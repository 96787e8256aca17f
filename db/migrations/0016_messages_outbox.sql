-- What people are to be told. A row comes to be in the transaction of what it tells of, and leaves by a gateway.
create table message (
    id uuid primary key,
    occasion text not null unique, -- what is told of: nobody is told of it twice
    template_code text not null,
    channel text not null, -- sms, email, in_app
    language text not null,
    person_id uuid, -- whose file it is about
    user_id uuid, -- staff, in the app
    address text, -- phone (E.164) or e-mail; forgotten with the text
    reference text, -- of the file
    text text not null, -- as it is sent
    parts bigint not null, -- SMS that it costs
    link text, -- page of the app that it is about
    region_code text not null,
    province_code text not null,
    centre_id uuid,
    state text not null, -- queued, sending, sent, delivered, failed, unsure, cancelled
    reason text, -- why it failed, waits or is unsure
    attempts bigint not null, -- how often it was handed to a gateway
    tries bigint not null, -- of them, since somebody last wanted it sent
    due_at bigint not null, -- not before
    claimed_until bigint, -- while sending: then whoever sends it is gone
    queued_at bigint not null,
    queued_by text not null,
    queued_by_name text not null,
    sent_at bigint,
    settled_at bigint, -- delivered, failed, cancelled, or found to be unsure
    read_at bigint,
    forgotten_at bigint, -- address and text are no longer kept
    version bigint not null
);
create index message_due on message (channel, due_at, id) where state = 'queued';
create index message_claimed on message (claimed_until) where state = 'sending';
create index message_by_state on message (state, id);
create index message_by_region on message (region_code, id);
create index message_inbox on message (user_id, id) where user_id is not null;
create index message_old on message (queued_at) where forgotten_at is null;

-- Each handing over to a gateway. A delivery report names one by a key that nobody can guess.
create table message_attempt (
    id uuid primary key,
    message_id uuid not null references message (id),
    number bigint not null,
    key_digest text not null unique,
    started_at bigint not null,
    ended_at bigint,
    outcome text, -- none while it lasts
    detail text, -- what was seen of the gateway
    report text, -- of the operator: the last one, but delivered is final
    unique (message_id, number)
);

-- Texts that an administrator changed; all others stand in locales/.
create table message_template (
    id uuid primary key,
    code text not null unique,
    text_ar text,
    text_fr text,
    text_en text,
    text_zgh text,
    updated_at bigint not null,
    updated_by_name text not null,
    version bigint not null
);
