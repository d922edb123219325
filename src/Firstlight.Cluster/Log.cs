using Microsoft.Extensions.Logging;

namespace Firstlight.Cluster;

/// <summary>Every log line of the cluster: events 9600 to 9699. The broker's address holds a password and stays out.</summary>
internal static partial class Log
{
    [LoggerMessage(
        EventId = 9601,
        Level = LogLevel.Information,
        Message = "Node {Node} is connected to RabbitMQ on {Host}:{Port}"
    )]
    public static partial void Connected(ILogger logger, long node, string host, int port);

    [LoggerMessage(
        EventId = 9602,
        Level = LogLevel.Warning,
        Message = "Node {Node} has no connection to RabbitMQ on {Host}:{Port} and tries again in {Milliseconds} ms. {Reason}"
    )]
    public static partial void NotConnected(
        ILogger logger,
        long node,
        string host,
        int port,
        int milliseconds,
        string reason
    );

    [LoggerMessage(EventId = 9603, Level = LogLevel.Error, Message = "What node {Asker} asked about {Subject} failed")]
    public static partial void HandlerFailed(ILogger logger, long asker, string subject, Exception fault);

    [LoggerMessage(
        EventId = 9604,
        Level = LogLevel.Error,
        Message = "An announcement about {Subject} was not understood"
    )]
    public static partial void ListenerFailed(ILogger logger, string subject, Exception fault);

    [LoggerMessage(EventId = 9606, Level = LogLevel.Warning, Message = "A call from node {Asker} was not understood")]
    public static partial void CallNotUnderstood(ILogger logger, long asker);

    [LoggerMessage(
        EventId = 9607,
        Level = LogLevel.Warning,
        Message = "Other nodes were not told what is watched here; it is said again when the broker is back. {Reason}"
    )]
    public static partial void InterestUntold(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 9605,
        Level = LogLevel.Warning,
        Message = "An announcement about {Subject} may not reach every node: {Reason}"
    )]
    public static partial void AnnouncementUncertain(ILogger logger, string subject, string reason);

    [LoggerMessage(
        EventId = 9620,
        Level = LogLevel.Error,
        Message = "The key file {File} of this installation is not in {Folder}, or damaged there: copy it from another node. What it seals cannot be opened here"
    )]
    public static partial void KeyNotHere(ILogger logger, string file, string folder);

    [LoggerMessage(
        EventId = 9621,
        Level = LogLevel.Warning,
        Message = "The keys were not compared with those of the installation, and will be in an hour. {Reason}"
    )]
    public static partial void KeysNotCompared(ILogger logger, string reason);
}
