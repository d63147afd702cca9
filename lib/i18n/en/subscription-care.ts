export const subscriptionCare = {
  resumeTitle: 'Resume this subscription?',
  kept: '{count, plural, one {# event is} other {# events are}} kept, the oldest from {oldest}.',
  choice: 'What the flow gets of them',
  choices: {
    all: 'All of them',
    latest: 'Only the latest',
    none: 'None of them',
  },
  choiceHint: {
    all: 'What happens from now on overtakes them.',
    latest: 'One for each threshold and data source, or one where the trigger has neither.',
    none: 'It hears only what happens from now on.',
  },
  age: 'Age',
  anyAge: 'However old',
  noOlderThan: 'No older than {age}',
  outcome:
    '{sent, plural, =0 {None is sent} one {# is sent} other {# are sent}}, {canceled, plural, =0 {none is canceled} one {# is canceled} other {# are canceled}}.',
  takes: 'Sending takes about {duration}, at {rate} a second.',
  noLimit: 'They are sent as fast as the receiver takes them.',
  handOver: 'Hand over',
  handOverMore: 'Hand over…',
  handOverTitle: 'Hand over this subscription',
  handOverHint:
    'The new owner may pause, test and remove it, and is told of its troubles. The flow itself does not change.',
  newOwner: 'New owner',
  handedOver: '{name} owns the subscription now.',
  goneTitle:
    '{count, plural, one {# subscription belongs to a flow that is gone} other {# subscriptions belong to flows that are gone}}',
  goneText:
    '{count, plural, one {It hears nothing any more, and is removed by itself in time.} other {They hear nothing any more, and are removed by themselves in time.}}',
  removeGone: 'Remove all that are gone',
  removeGoneTitle: 'Remove every subscription whose flow is gone?',
  removeGoneText: 'A flow that comes back subscribes again when its maker saves it. The deliveries stay listed.',
  goneRemoved:
    '{count, plural, =0 {None was gone any more.} one {# subscription is removed.} other {# subscriptions are removed.}}',
} as const
