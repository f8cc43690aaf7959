-- What a night foretells of an owner's next paid visit: who is about to lapse, by when, and why. Written back with the verdict.
alter table insights.verdict
  add column lapse_risk real check (lapse_risk between 0 and 1),
  add column lapses_on date,
  add column lapse_state text not null default 'too few' check (lapse_state in ('foretold', 'lapsed', 'unpaid', 'too few')),
  add column lapse_reasons jsonb not null default '[]';
comment on column insights.verdict.lapse_risk is 'The chance that no paid visit comes before lapses_on; null unless foretold, lapse_state says why.';
alter table insights.valuation add column lapse jsonb;
comment on column insights.valuation.lapse is 'The model of coming back: its drivers with their errors, the window in days; null while too little is known.';
