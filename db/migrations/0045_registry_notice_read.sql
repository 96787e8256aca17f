-- The version of the privacy notice that was read to whoever an agent registered; its words stand in self_notice.
alter table person add column notice_version text;
