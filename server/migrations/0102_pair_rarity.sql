-- What the rarity of each agreed value added when the pair was scored, in bits, a number per comparison: shares of values
-- are counted anew every week, and the waterfall of a pair explains the weight it was given.
alter table customers.match_pair add column rarities real[];
comment on column customers.match_pair.rarities is 'Per comparison, in bits; adds up to `rarity`. Null of pairs scored before this was kept: their sum is shared out.';

-- An ID number that came masked is what it is: it identifies nobody, is shown as it came and compared as far as it is shown.
alter table customers.identifier drop constraint identifier_kind_check;
alter table customers.identifier add constraint identifier_kind_check check (kind in ('phone', 'email', 'resident-id',
  'resident-misread', 'resident-meant', 'resident-shown', 'credit-code', 'open-id', 'external', 'plate', 'vin'));

-- Ties and households also come in files.
alter table customers.tie drop constraint tie_source_check;
alter table customers.tie add constraint tie_source_check check (source in ('by-hand', 'evidence', 'file'));
