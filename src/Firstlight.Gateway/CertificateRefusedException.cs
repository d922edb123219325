namespace Firstlight.Gateway;

/// <summary>
/// The gateway cannot start with its TLS certificate. <see cref="Exception.Message"/> is a sentence for the person at the
/// console: which files, and what is wrong with them.
/// </summary>
public sealed class CertificateRefusedException(string message, Exception inner)
    : InvalidOperationException(message, inner);
