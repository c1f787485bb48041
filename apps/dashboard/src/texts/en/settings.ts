export const settings = {
  title: 'Settings',
  organisation: 'Organisation',
  name: 'Name',
  address: 'Short name',
  created: 'Created',
  yourRole: 'Your role',
  appearance: 'Appearance',
  appearanceText: 'Kept on this device.',
  account: 'Your account',
  email: 'E-mail',
  sessionText: 'You stay signed in for 24 hours on this device.',
};
