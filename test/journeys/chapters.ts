/**
 * Tests that tell one story, each going on where the one before has ended. When one fails, those after it fail at once and
 * say so, instead of looking for pages that nobody can have reached.
 */
export function chapters(): (name: string, tell: () => Promise<void> | void, seconds?: number) => void {
  let broken: string | null = null;
  return (name, tell, seconds = 60) => {
    test(
      name,
      async () => {
        if (broken !== null) throw new Error(`not tried, because this failed: ${broken}`);
        try {
          await tell();
        } catch (error) {
          broken = name;
          throw error;
        }
      },
      seconds * 1000,
    );
  };
}
