/** What every page says about the installation. */
export class Site {
  constructor(
    /** Name beside the mark. */
    readonly name: string,
    /** Made for trying out: certificates are samples. */
    readonly sample: boolean,
  ) {}
}
