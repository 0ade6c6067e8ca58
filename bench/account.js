/** The made-up account of the measured servers, and where they find each other. */
export const account = {
  sid: `AC${'be'.repeat(16)}`,
  token: 'a-token-of-the-bench',
  number: '+16085550100',
};
