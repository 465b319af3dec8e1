import { getMetadataArgsStorage } from 'typeorm';
import { dataClasses } from '../../src/platform/database/field.js';
import { makeDataSource } from '../../src/platform/database/data-source.js';
import { schema } from '../../src/schema.js';
import { migrate } from '../../src/platform/database/data-source.js';
import { testDatabase } from '../support/server.js';

describe('tables', () => {
  it('every column says what it holds', () => {
    const bare = getMetadataArgsStorage()
      .columns.filter((column) => schema.entities.includes(column.target as Function))
      .filter((column) => !getMetadataArgsStorage().generations.some((g) => g.target === column.target && g.propertyName === column.propertyName))
      .filter((column) => !dataClasses.get(column.target as Function)?.has(column.propertyName))
      .map((column) => `${(column.target as Function).name}.${column.propertyName}`);
    expect(bare).toEqual([]);
  });

  it('a column whose name speaks of a person is not called technical', () => {
    const personal = /name|email|address|phone|birth|password|secret|message$|^to[A-Z]/i;
    const allowed = new Set(['Cohort.name', 'Authority.name', 'OutgoingMail.messageId']);
    const wrong = [...dataClasses].flatMap(([entity, columns]) =>
      [...columns].filter(([column, data]) => personal.test(column) && data === 'technical').map(([column]) => `${entity.name}.${column}`),
    );
    expect(wrong.filter((column) => !allowed.has(column))).toEqual([]);
  });

  it('the migrations lead from nothing to exactly the entities', async () => {
    const place = await testDatabase();
    const source = makeDataSource(place.url, 2, schema);
    await source.initialize();
    try {
      expect(await migrate(source)).toEqual([]); // the template has them all
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
      await place.drop();
    }
  });
});
