-- By them women of one name and one year are told apart; families know each other by them.
alter table person add column father_name text;
alter table person add column husband_name text;
