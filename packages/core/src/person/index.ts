export * from './views.ts';
export { listPeople as list } from './list-people.ts';
export { allowPerson as allow } from './allow-person.ts';
export { dismissPerson as dismiss } from './dismiss-person.ts';
