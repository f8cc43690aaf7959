export default {
  title: 'Web visits',
  titleBefore: 'Web visits before the enquiry',
  count: 'Browsers: {n}',
  name: 'Browser {tail}',
  isTheirs: 'Confidence',
  explain: {
    definition:
      'How sure it is that this browser is this customer’s. It is a hint only: however high, two customers are never merged on it.',
    formula:
      'Strength s = 1 − ∏(1 − p), at most 0.99; p: sign-in 0.95, form 0.90, number in a form 0.75, personal link 0.60, each kind once a day. Confidence = s² ÷ (s + s of other customers)',
    owner: 'Customer relations',
  },
  how: {
    'sign-in': 'Signed in here: {n}×',
    form: 'Form filled in here: {n}×',
    phone: 'Own number left here: {n}×',
    link: 'Personal link opened here: {n}×',
  },
  last: 'last {day}',
  shared: 'Also of other customers: {n}',
  sharedWhy:
    'A shared device: a browser alone does not say who it was; visits show only with whom they are more likely to be',
  hidden: 'It may as well be somebody else: visits are not shown',
  noPages: 'No visits are known',
  pages: 'Pages: {n}',
  span: '{first} to {last}',
  detach: 'Not theirs',
  detachTitle: 'Detach this browser from the customer?',
  detachText:
    'Pages seen with it no longer show here. Evidence that comes in later does not bring it back; only a person does.',
  detachReasons: {
    shop: 'A device at a dealer or in public',
    family: 'A relative’s or friend’s device',
    other: 'Other',
  },
  detached: 'Detached',
  isDetached: 'Detached by {name}',
  attach: 'Attach again',
  attached: 'Attached again',
  mayNot: 'You may not change customers',
  days: 'Latest visits',
  allDays: 'All {n} days',
  form: 'form sent',
  more: '{n} more',
  campaign: 'campaign {code}',
}
