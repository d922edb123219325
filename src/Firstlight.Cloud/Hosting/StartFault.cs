using System.Net.Sockets;
using Firstlight.Cluster;
using Firstlight.Core;
using Firstlight.Gateway;
using Firstlight.Storage;
using Microsoft.AspNetCore.Connections;

namespace Firstlight.Cloud;

/// <summary>Faults that an operator can mend, said in a sentence instead of a stack trace.</summary>
internal static class StartFault
{
    /// <summary>The cloud did not start; the sentence on standard error says why.</summary>
    public const int ExitCode = 3;

    /// <summary>It did not start because it has other keys, or other folders, than the programs at its database have in common.</summary>
    public const int StrangerExitCode = 6;

    /// <summary>With what a program ends that did not start.</summary>
    public static int CodeOf(Exception fault) => fault is NotOfInstallationException ? StrangerExitCode : ExitCode;

    /// <summary>The sentence, or null for a fault of ours that deserves its stack trace.</summary>
    public static string? Describe(Exception fault, CloudOptions options) =>
        fault switch
        {
            FirstRunException
            or CertificateRefusedException
            or DatabaseRefusedException
            or NotOfInstallationException => fault.Message,
            StorageUnavailableException => options.Database is null
                ? $"the database {options.DatabasePath} does not work. {fault.Message}"
                : $"the database does not work. {fault.Message}",
            AddressInUseException => $"{fault.Message} Choose other ports with --port and --tls-port.",
            IOException { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } } =>
                $"{fault.Message} Choose other ports with --port and --tls-port.",
            SocketException { SocketErrorCode: SocketError.AccessDenied } =>
                $"this user may not listen on port {options.Port} or {options.TlsPort}. Ports below 1024 need a right of their own.",
            UnauthorizedAccessException =>
                $"the data folder {options.DataFolder} cannot be read or written by this user.",
            IOException { InnerException: { } inner } => Describe(inner, options) ?? fault.Message,
            // The system's own words name the file: a folder that is a file, a full disk, a lost mount.
            IOException => $"the data folder {options.DataFolder} cannot be used. {fault.Message}",
            _ => null,
        };
}
