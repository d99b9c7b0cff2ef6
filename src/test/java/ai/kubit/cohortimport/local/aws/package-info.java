/**
 * Stand-ins for AWS: DynamoDB Local, an S3 server, an SES outbox, the parameter store, and two APIs
 * of Lambda ({@code Invoke} and the Runtime API). They answer over HTTP as AWS does, and keep what
 * they were sent. {@code LocalCloud} starts all of them except the Runtime API.
 */
package ai.kubit.cohortimport.local.aws;
