using System.Globalization;
using Firstlight.Core;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Firstlight.Cluster.Rabbit;

/// <summary>Where a message says what it is: the subject is its type, the sender its application, a request's patience its expiration.</summary>
internal static class RabbitMessage
{
    private const string Answered = "answered";
    private const string NotTaken = "not-taken";
    private const string Unknown = "unknown";

    public static BasicProperties Request(
        NodeId asker,
        string subject,
        string number,
        TimeSpan patience,
        string replyTo
    ) =>
        new()
        {
            AppId = asker.ToString(),
            Type = subject,
            CorrelationId = number,
            ReplyTo = replyTo,
            // The broker throws away what has waited longer than somebody waits for the answer.
            Expiration = ((long)Math.Ceiling(patience.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture),
        };

    public static BasicProperties Announcement(NodeId sender, string subject) =>
        new() { AppId = sender.ToString(), Type = subject };

    public static BasicProperties Answer(string? number, BackboneOutcome outcome) =>
        new()
        {
            CorrelationId = number,
            Type = outcome switch
            {
                BackboneOutcome.Answered => Answered,
                BackboneOutcome.NotTaken => NotTaken,
                _ => Unknown,
            },
        };

    public static BackboneAnswer ReadAnswer(BasicDeliverEventArgs message) =>
        message.BasicProperties.Type switch
        {
            // The client takes its buffer back after the call.
            Answered => BackboneAnswer.Of(message.Body.ToArray()),
            NotTaken => BackboneAnswer.NotTaken,
            _ => BackboneAnswer.Unknown,
        };

    /// <summary>Null for what no node has sent.</summary>
    public static NodeId? SenderOf(BasicDeliverEventArgs message) =>
        long.TryParse(message.BasicProperties.AppId, NumberStyles.None, CultureInfo.InvariantCulture, out var sender)
            ? new NodeId(sender)
            : null;

    /// <summary>How long its asker waits; null for what no node has sent.</summary>
    public static TimeSpan? PatienceOf(BasicDeliverEventArgs message) =>
        int.TryParse(
            message.BasicProperties.Expiration,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var milliseconds
        )
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
