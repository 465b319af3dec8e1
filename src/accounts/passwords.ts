import { hash, verify } from '@node-rs/argon2';
import { Injectable, type OnModuleInit } from '@nestjs/common';

// 19 MiB, two passes, one lane: OWASP's first recommendation for Argon2id, which is the library's default algorithm.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// One password has several spellings in Unicode; keyboards differ in which they send.
const normal = (password: string): string => password.normalize('NFKC');

/** Hashes and compares passwords. */
@Injectable()
export class Passwords implements OnModuleInit {
  /** Of nobody: an unknown account costs as much time as a known one. */
  private nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(normal(password), cost);
  }

  /** @param known the hash, or null where there is no such account or it has no password yet; then always false */
  async verify(known: string | null, password: string): Promise<boolean> {
    this.nobody ??= hash('nobody has this password', cost);
    const matches = await verify(known ?? (await this.nobody), normal(password));
    return known !== null && matches;
  }

  /** Makes the hash of nobody before the first stranger comes. */
  async onModuleInit(): Promise<void> {
    this.nobody ??= hash('nobody has this password', cost);
    await this.nobody;
  }
}
