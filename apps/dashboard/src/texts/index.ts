import { en, type Texts } from './en.ts';

/** Every text of the screens. A second language is a second file of the type `Texts`. */
export const texts: Texts = en;
