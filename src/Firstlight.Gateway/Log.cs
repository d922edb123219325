using System.Net;
using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway;

/// <summary>
/// Every line the gateway logs. No line has a parameter for a token, a body or a query. What strangers from the internet do all
/// day is Debug; what an operator should act on is Warning.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Error, "A connection failed inside the gateway; only that connection was ended")]
    internal static partial void ConnectionFaulted(ILogger logger, Exception fault);

    [LoggerMessage(7002, LogLevel.Debug, "Lost {Remote} while waiting for its {Stage}: {Reason}")]
    internal static partial void CallerLost(ILogger logger, IPAddress remote, string stage, string reason);

    [LoggerMessage(7003, LogLevel.Debug, "Cut off {Remote}: too slow with its {Stage}")]
    internal static partial void CallerTooSlow(ILogger logger, IPAddress remote, string stage);

    [LoggerMessage(7004, LogLevel.Debug, "TLS with {Remote} did not come about: {Reason}")]
    internal static partial void TlsRefused(ILogger logger, IPAddress remote, string reason);

    [LoggerMessage(7005, LogLevel.Debug, "No place for {Remote}: too many connections")]
    internal static partial void NoPlace(ILogger logger, IPAddress remote);

    [LoggerMessage(7006, LogLevel.Warning, "Could not take a connection; trying on")]
    internal static partial void AcceptFailed(ILogger logger, Exception fault);

    [LoggerMessage(
        7007,
        LogLevel.Warning,
        "A connection from the balancer {Remote} did not begin with the PROXY protocol; is send-proxy-v2 missing there?"
    )]
    internal static partial void NoProxyHeader(ILogger logger, IPAddress remote);

    [LoggerMessage(
        7101,
        LogLevel.Information,
        "Made a development certificate; let devices and browsers trust {RootFile}"
    )]
    internal static partial void DevelopmentCertificateMade(ILogger logger, string rootFile);

    [LoggerMessage(7102, LogLevel.Information, "TLS uses the development certificate under {RootFile}")]
    internal static partial void DevelopmentCertificateUsed(ILogger logger, string rootFile);

    [LoggerMessage(7103, LogLevel.Information, "TLS now uses the changed certificate {File}")]
    internal static partial void CertificateReloaded(ILogger logger, string file);

    [LoggerMessage(
        7104,
        LogLevel.Warning,
        "The changed certificate {File} cannot be used, the one before stays: {Reason}"
    )]
    internal static partial void CertificateKept(ILogger logger, string file, string reason);

    [LoggerMessage(7105, LogLevel.Warning, "The certificate {File} expired on {NotAfter:u}; clients will refuse it")]
    internal static partial void CertificateExpired(ILogger logger, string file, DateTimeOffset notAfter);

    [LoggerMessage(7201, LogLevel.Debug, "Device {Device} logged in from {Remote} over {Protocol}")]
    internal static partial void LoggedIn(ILogger logger, DeviceId device, IPAddress remote, string protocol);

    [LoggerMessage(7202, LogLevel.Information, "Refused a token from {Remote}: {Cause}")]
    internal static partial void TokenRefused(ILogger logger, IPAddress remote, string cause);

    [LoggerMessage(7203, LogLevel.Debug, "Link of device {Device} at {Remote} ended: {Reason}")]
    internal static partial void LinkEnded(ILogger logger, DeviceId? device, IPAddress remote, string reason);

    [LoggerMessage(7204, LogLevel.Warning, "Device {Device} at {Remote} broke the protocol: {Reason}")]
    internal static partial void ProtocolViolated(ILogger logger, DeviceId device, IPAddress remote, string reason);

    [LoggerMessage(7205, LogLevel.Debug, "Caller at {Remote} broke the protocol before its login: {Reason}")]
    internal static partial void StrangerViolated(ILogger logger, IPAddress remote, string reason);

    [LoggerMessage(
        7206,
        LogLevel.Warning,
        "Closing device links without an answer, because the store is away: {Reason}"
    )]
    internal static partial void StorageAway(ILogger logger, string reason);

    [LoggerMessage(7207, LogLevel.Warning, "Cut off device {Device} at {Remote}: too many messages for too long")]
    internal static partial void Flooded(ILogger logger, DeviceId device, IPAddress remote);

    [LoggerMessage(7208, LogLevel.Debug, "Sent {Remote}, who speaks {Protocol}, to where this server has moved")]
    internal static partial void SentAway(ILogger logger, IPAddress remote, string protocol);

    [LoggerMessage(7209, LogLevel.Information, "Program {Program} logged in from {Remote} to speak for many devices")]
    internal static partial void ProgramLoggedIn(ILogger logger, UserId program, IPAddress remote);

    [LoggerMessage(7210, LogLevel.Debug, "Device {Device} came in behind the connection from {Remote}")]
    internal static partial void NodeEntered(ILogger logger, DeviceId device, IPAddress remote);

    [LoggerMessage(
        7301,
        LogLevel.Warning,
        "A device's HTTPS call was answered with 503, because the store is away: {Reason}"
    )]
    internal static partial void StorageAwayForCall(ILogger logger, string reason);

    [LoggerMessage(7302, LogLevel.Warning, "The store went away while a report was being read; its reader was cut off")]
    internal static partial void ReportBroken(ILogger logger, Exception fault);

    [LoggerMessage(
        7303,
        LogLevel.Warning,
        "A device could not fetch its firmware and was told to come back, because the store is away: {Reason}"
    )]
    internal static partial void StorageAwayForFirmware(ILogger logger, string reason);
}
