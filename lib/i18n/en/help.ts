export const help = {
  title: 'About Power Automate',
  subtitle: 'How a flow starts by itself when your customer data changes, and how to make one.',
  triggers: 'What starts a flow',
  triggersNote:
    'A threshold is crossed when the value was at or below it and is above it now, between two refreshes that succeeded. Completed does not mean successful: the event says how it ended, so that a flow can decide.',
  make: 'Make a flow',
  steps: {
    setUp:
      'An administrator opens Admin > Export destinations, chooses Set up on the tile Power Automate, and agrees to what is sent.',
    connector:
      'Import the connector definition from that pane into Power Automate as a custom connector, and make a connection with an API key from the same pane.',
    flow: 'Make a new flow, choose one of the triggers, and fill in the environment and what else it asks for.',
    save: 'Save the flow. That subscribes it: it appears under Subscriptions, and what it receives under Deliveries.',
  },
  examples: 'Examples',
  example: {
    teams: 'Post to the channel of the data team when a data source cannot be refreshed.',
    mail: 'Mail the owner of a campaign when a segment has grown past the size that it needs.',
    report: 'Send the morning report as soon as the nightly refresh has ended.',
  },
  delivery: 'What you can rely on',
  deliveries: {
    once: 'Every flow that listens receives every event at least once. If it may receive one twice, both carry the same webhook-id.',
    retry: 'What a flow does not take is tried again for about two days, and can be replayed by hand after that.',
    paused: 'While a flow is turned off or its subscription is paused, its events are kept.',
    others:
      'Any flow engine or service that can receive an https call may subscribe the same way; Power Automate is only the best known.',
  },
  privacy: 'What leaves the environment',
} as const
