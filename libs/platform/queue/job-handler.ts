import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import type { JobContract } from './job-contract';

/** What a handler may know about the run it is in. */
export interface JobContext {
  jobId: string;
  /** 1 for the first run. */
  attempt: number;
  /** Aborts when the process wants to stop: finish the group in hand, put the rest back, return. */
  signal: AbortSignal;
}

/** Does one kind of job. Same size as a controller: parse (done), call one service method, translate the outcome. */
export interface JobHandler<Payload extends object> {
  handle(payload: Payload, context: JobContext): Promise<void>;
}

const HANDLES = Symbol('handles-job');

/** Marks a provider of the worker as the handler of a contract. */
export function Handles<Payload extends object>(contract: JobContract<Payload>): ClassDecorator {
  return (target) => {
    Injectable()(target);
    Reflect.defineMetadata(HANDLES, contract, target);
  };
}

/** The contract that a handler class is marked with, if any. */
export function handledContract(handlerClass: object): JobContract<object> | undefined {
  return Reflect.getMetadata(HANDLES, handlerClass) as JobContract<object> | undefined;
}
