-- What a session is about, who gives it, and whether it is for registrants or for the users of this system.
alter table training_session add column subject text not null default 'other';
alter table training_session add column audience text not null default 'registrants';
alter table training_session add column given_by uuid references partner (id);

create table staff_invitation (
    id uuid primary key,
    session_id uuid not null references training_session (id),
    user_id uuid not null references app_user (id),
    role text not null, -- in which she is invited
    workplace_ar text not null, -- of that role, as it was named then
    workplace_fr text not null,
    attendance text not null, -- expected, present, excused, absent
    invited_at bigint not null,
    invited_by_name text not null,
    noted_at bigint,
    noted_by_name text,
    version bigint not null,
    unique (session_id, user_id)
);
create index staff_invitation_user on staff_invitation (user_id);
