import { Inject, Injectable } from '@nestjs/common';
import { Conflict } from '../platform/errors.js';
import { SigningService } from '../platform/security/signing.service.js';
import type { Viewer } from '../platform/security/viewer.js';
import { QuizService } from './quiz.service.js';
import { hashOf, readReceipt, receiptPurpose, type Receipt, type ReceiptContent } from './rules/receipt.js';

/** `true`: signed here and unchanged · `altered`: it names a key of ours, but is not what was signed · `foreign`: not from here. */
export type ReceiptVerdict = 'true' | 'altered' | 'foreign';

/** Receipts for what was handed in. They are made when asked for: an attempt changes no more, so each time they are the same. */
@Injectable()
export class ReceiptsService {
  constructor(
    @Inject(QuizService) private readonly quizzes: QuizService,
    @Inject(SigningService) private readonly keys: SigningService,
  ) {}

  /**
   * @throws NotFound for anybody else's attempt
   * @throws Conflict while it is not handed in
   */
  async receipt(viewer: Viewer, enrolmentId: string, quizId: string, number: number): Promise<Receipt> {
    const { sheet, outline } = await this.quizzes.sheet(viewer, enrolmentId, quizId, number);
    if (!sheet.handedInAt) throw new Conflict('quizzes.error.notHandedIn');
    const content: ReceiptContent = {
      attempt: { id: sheet.id, number: sheet.number, startedAt: sheet.startedAt.toISOString(), handedInAt: sheet.handedInAt.toISOString() },
      quiz: sheet.quizId,
      programme: sheet.programmeId,
      revision: { id: sheet.revisionId, number: outline.revision },
      responses: sheet.questions.flatMap(({ id }) => {
        const given = sheet.responses.get(id);
        // At sequence 0 a page with all questions has only named it: nothing was ever answered.
        if (!given?.sequence) return [];
        const { answer, language, sequence, savedAt } = given;
        return [{ question: id, answer, language, sequence, savedAt: savedAt.toISOString() }];
      }),
    };
    const sha256 = hashOf(content);
    return { kind: receiptPurpose, content, sha256, ...this.keys.sign(receiptPurpose, sha256) };
  }

  /** What a text is, whoever shows it: nothing in it is looked up but the key. One statement the first time that a key is met. */
  async verify(text: string): Promise<ReceiptVerdict> {
    const reading = readReceipt(text);
    if (reading.verdict === 'foreign') return 'foreign';
    const signature = reading.verdict === 'open' ? reading.signature : '';
    const signed = await this.keys.verify(receiptPurpose, reading.verdict === 'open' ? reading.sha256 : '', reading.key, signature);
    return signed === null ? 'foreign' : signed ? 'true' : 'altered';
  }
}
