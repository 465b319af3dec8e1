import { Global, Module } from '@nestjs/common';
import { Work, WorkHost } from './work.js';

/** Only processes that work have it. */
@Global()
@Module({ providers: [Work, WorkHost], exports: [Work, WorkHost] })
export class WorkModule {}
