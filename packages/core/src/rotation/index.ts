export { lookAfterRotation, type RotationRound } from './look-after-rotation.ts';
