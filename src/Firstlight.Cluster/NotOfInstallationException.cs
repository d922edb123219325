namespace Firstlight.Cluster;

/// <summary>
/// This program has not what all programs at the database have in common. <see cref="Exception.Message"/> is a sentence for the person at the console: what is
/// wrong and what to bring where. Nothing was changed.
/// </summary>
public sealed class NotOfInstallationException(string message) : Exception(message);
