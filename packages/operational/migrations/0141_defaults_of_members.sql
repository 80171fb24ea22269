-- A group may have another default for an attribute in it than the attribute itself (R27).
alter table attribute_group_member add column default_value jsonb;
