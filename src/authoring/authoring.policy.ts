import { holds, type Viewer } from '../platform/security/viewer.js';

/** The report of an import names files and texts of the whole installation, not of one authority. */
export const mayReadImports = (viewer: Viewer): boolean => holds(viewer, 'import.read');

/** Whoever previews sees the keys of quizzes. */
export const mayPreview = (viewer: Viewer): boolean => holds(viewer, 'catalogue.preview');
