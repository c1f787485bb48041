/** The instance of these tests: its folders, ports and names are its own. */
export const INSTANCE = 'test';
