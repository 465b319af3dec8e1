import { Column, ForeignKey, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * What a column holds, for export, erasure and retention:
 * `technical` nothing about a person · `content` texts of courses and settings · `person` identifies or reaches somebody
 * (name, address, free text) · `link` points at a person · `record` what somebody learned or did · `secret` hashes and tokens.
 */
export type DataClass = 'technical' | 'content' | 'person' | 'link' | 'record' | 'secret';

/** Every column's class, by entity class and property; a test compares it with TypeORM's own list. */
export const dataClasses = new Map<Function, Map<string, DataClass>>();

function classify(target: object, property: string, data: DataClass): void {
  const known = dataClasses.get(target.constructor) ?? new Map<string, DataClass>();
  known.set(property, data);
  dataClasses.set(target.constructor, known);
}

/** `references` names the entity whose `id` this column holds: a foreign key without an import of the other feature. */
type FieldOptions = ColumnOptions & { references?: string; onDelete?: 'CASCADE' };

function reference(target: object, property: string, { references, onDelete }: FieldOptions): void {
  if (references) ForeignKey(references, { onDelete })(target, property);
}

/** A column with its data class. Reed's entities use this instead of TypeORM's `@Column`. */
export function Field(data: DataClass, options: FieldOptions): PropertyDecorator {
  return (target, property) => {
    classify(target, String(property), data);
    Column(options)(target, property as string);
    reference(target, property as string, options);
  };
}

/** A primary key column with its data class. */
export function Key(data: DataClass, options: FieldOptions): PropertyDecorator {
  return (target, property) => {
    classify(target, String(property), data);
    PrimaryColumn(options as never)(target, property as string);
    reference(target, property as string, options);
  };
}
