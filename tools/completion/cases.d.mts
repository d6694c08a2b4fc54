export declare const cases: ReadonlyArray<{ readonly typed: string; readonly offers: ReadonlyArray<string> }>;
export declare const hostileName: string;
