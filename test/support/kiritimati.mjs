import { TestEnvironment } from 'jest-environment-node';

/** The far side of the date line (UTC+14): rules that lean on the machine's own zone fall over here. */
export default class Kiritimati extends TestEnvironment {
  async setup() {
    this.zone = process.env.TZ;
    process.env.TZ = 'Pacific/Kiritimati';
    await super.setup();
    this.global.farSide = true;
  }

  async teardown() {
    if (this.zone === undefined) delete process.env.TZ;
    else process.env.TZ = this.zone;
    await super.teardown();
  }
}
