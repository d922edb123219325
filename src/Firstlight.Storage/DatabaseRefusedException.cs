namespace Firstlight.Storage;

/// <summary>
/// The program must not start on this database. <see cref="Exception.Message"/> is a sentence for the person at the
/// console: what is wrong and what to do. Nothing was changed.
/// </summary>
public sealed class DatabaseRefusedException(string message, Exception? inner = null) : Exception(message, inner);
