using Firstlight.Core;
using Microsoft.Extensions.Logging;

namespace Firstlight.Accounts;

/// <summary>Every log line of accounts: events 2000 to 2999. E-mail addresses are personal and stay out.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "First owner made: person {Person}")]
    public static partial void OwnerCreated(ILogger logger, UserId person);

    [LoggerMessage(
        EventId = 2002,
        Level = LogLevel.Warning,
        Message = "Person {Person} is locked until {Until:O} after too many wrong passwords, the last from {RemoteAddress}"
    )]
    public static partial void LockedOut(ILogger logger, UserId person, DateTimeOffset until, string? remoteAddress);

    [LoggerMessage(
        EventId = 2003,
        Level = LogLevel.Warning,
        Message = "Sign-ins from {RemoteAddress} are refused until {Until:O}"
    )]
    public static partial void AddressBlocked(ILogger logger, string remoteAddress, DateTimeOffset until);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Person {Person} signed up")]
    public static partial void SignedUp(ILogger logger, UserId person);

    [LoggerMessage(
        EventId = 2005,
        Level = LogLevel.Warning,
        Message = "A mail was not sent: {Reason} (given up: {GaveUp})"
    )]
    public static partial void MailNotSent(ILogger logger, string reason, bool gaveUp);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Information, Message = "A passkey was not accepted: {Reason}")]
    public static partial void PasskeyRefused(ILogger logger, string reason);
}
